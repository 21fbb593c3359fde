import type { z } from "zod";
import { getActions } from "./assets/actions.ts";
import { getAnchors } from "./assets/anchors.ts";
import { getImageTimbres } from "./assets/image-timbres.ts";
import { getImages } from "./assets/images.ts";
import { getServiceAssets } from "./assets/service-assets.ts";
import { getSmallSampleImages } from "./assets/small-sample-images.ts";
import { getTimbres } from "./assets/timbres.ts";
import type { Call } from "./call.ts";
import { evaluateAudio } from "./customization/audio-evaluation.ts";
import { getAudioEvaluationState } from "./customization/audio-evaluation-state.ts";
import { detectAudioQuality } from "./customization/audio-quality.ts";
import { getDetectProgress } from "./customization/audio-quality-progress.ts";
import { confirmCustomization } from "./customization/confirm.ts";
import { makeCustomization } from "./customization/make.ts";
import { getCustomizationProgress } from "./customization/progress.ts";
import { getReadingTexts } from "./customization/reading-texts.ts";
import { getUploadCredentials } from "./customization/upload-credentials.ts";
import { getAvatarActions } from "./video/actions.ts";
import { getAnchorResources } from "./video/anchor-resources.ts";
import { getCustomerAnchors } from "./video/anchors.ts";
import { getProductionProgress } from "./video/progress.ts";
import { getAvatarTimbres } from "./video/timbres.ts";
import { makeSpeech } from "./video/tts.ts";
import { makeVideo } from "./video/video-make.ts";
import { makeVideoAdvanced } from "./video/video-make-advanced.ts";

/** Every call of customization, production and assets, by the name of its function. */
export const ALL_CALLS: Readonly<Record<string, Call<z.ZodType, z.ZodType>>> = {
	getUploadCredentials,
	makeCustomization,
	getCustomizationProgress,
	confirmCustomization,
	evaluateAudio,
	getAudioEvaluationState,
	getReadingTexts,
	detectAudioQuality,
	getDetectProgress,
	makeSpeech,
	makeVideo,
	makeVideoAdvanced,
	getProductionProgress,
	getCustomerAnchors,
	getAnchorResources,
	getAvatarTimbres,
	getAvatarActions,
	getSmallSampleImages,
	getImageTimbres,
	getServiceAssets,
	getTimbres,
	getAnchors,
	getImages,
	getActions,
};
