const SOFTWARE_RENDERER = /swiftshader|llvmpipe|softpipe|software|basic render/i;

/** Whether a renderer of that name, as WebGL tells it, computes every pixel on the processor. */
export const isSoftwareRenderer = (name: string): boolean => SOFTWARE_RENDERER.test(name);
