/** Nobody wears a headset: what three's renderer asks of its WebXR manager, answered so. */
export class WebXRManager {
	enabled = false;
	isPresenting = false;
	cameraAutoUpdate = true;
	addEventListener() {}
	removeEventListener() {}
	setAnimationLoop() {}
	dispose() {}
	hasDepthSensing() {
		return false;
	}
	getEnvironmentBlendMode() {}
}
