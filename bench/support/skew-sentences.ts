/** Ten sentences, of two languages. */
export const SKEW_SENTENCES = [
	"Good morning, and welcome to the museum. How can I help you today?",
	"The quick brown fox jumps over the lazy dog.",
	"Please take the lift to the third floor and turn left.",
	"We are open from nine in the morning until six in the evening.",
	"Which of these four avatars do you like best?",
	"你好，欢迎来到博物馆，请问有什么可以帮您？",
	"今天的天气很好，我们一起去公园吧。",
	"Papa bought a big blue boat, but mama prefers a small sailing ship.",
	"Your parcel will arrive tomorrow between eight and ten o'clock.",
	"这个展览从九点开始，到下午五点结束。",
] as const;
