/** Where a model's parts are in rest pose, in the model's units with +Y up and +Z towards the viewer. */
export interface AvatarAnchors {
	readonly crown: number;
	readonly chin: number;
	/** Lowest point of the model. */
	readonly ground: number;
	/** Where half a body ends, if the model goes down so far. */
	readonly waist: number;
	/** Middle of the head. */
	readonly x: number;
	/** Depth of the face's surface. */
	readonly front: number;
	/** Width of the model's head with hair, about. */
	readonly headWidth: number;
	/** Width of the whole model. */
	readonly width: number;
}
