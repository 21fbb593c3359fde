/** Kinds of avatars by their code (personal asset API, Appendix 3). */
export const AVATAR_TYPES = {
	real_man_2d: "2D Premium",
	real_man_3d: "3D Realistic",
	half_realistic_3d: "3D Semi-Realistic",
	cartoon_3d: "3D Cartoon",
	small_sample_2d: "Studio Avatar",
	small_sample_general_2d: "Instant Avatar",
	small_sample_4k_2d: "4K Studio Avatar",
	small_sample_photo_2d: "Photo Avatar",
} as const;

/** Codes alone, for schemas. */
export const AVATAR_TYPE_CODES = Object.keys(AVATAR_TYPES) as (keyof typeof AVATAR_TYPES)[];
