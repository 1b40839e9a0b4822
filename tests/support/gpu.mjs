// A visitor's graphics card that misbehaves: scripts put in front of a worker's own, from outside of the product.

/** The device that holds the network's weights is lost after so many submissions. @param {number} submissions */
export const losing = (submissions) => `
  const open = GPUAdapter.prototype.requestDevice;
  GPUAdapter.prototype.requestDevice = async function (...wish) {
    const device = await open.apply(this, wish);
    const { queue } = device;
    let [weights, count] = [false, 0];
    device.createBuffer = function (wish) {
      weights ||= wish.size > 10_000_000;
      return GPUDevice.prototype.createBuffer.call(this, wish);
    };
    queue.submit = function (...commands) {
      GPUQueue.prototype.submit.apply(this, commands);
      if (weights && ++count === ${submissions}) device.destroy();
    };
    return device;
  };`;

/** No graphics card at all. */
export const NONE = `Object.defineProperty(WorkerNavigator.prototype, "gpu", { get: () => undefined });`;

/** One that never answers. */
export const SILENT = `GPU.prototype.requestAdapter = () => new Promise(() => {});`;

/** The emulation passes for a real one. */
export const REAL = `Object.defineProperty(GPUAdapterInfo.prototype, "isFallbackAdapter", { get: () => false });`;

/** Kernels are compiled as if six, where activations are cut off, were five. */
export const WRONG_KERNEL = `
  const compile = GPUDevice.prototype.createShaderModule;
  GPUDevice.prototype.createShaderModule = function (wish) {
    const code = wish.code.replace(/\\b6\\.0\\b/g, "5.0");
    if (code === wish.code) throw new Error("no six in the kernel");
    return compile.call(this, { ...wish, code });
  };`;

/** An adapter and its devices have no more than these limits; others are what the standard promises. @param {Record<string, number>} limits */
export const limited = (limits) => `
  const promised = {
    maxTextureDimension1D: 8192, maxTextureDimension2D: 8192, maxTextureDimension3D: 2048, maxTextureArrayLayers: 256,
    maxBindGroups: 4, maxBindingsPerBindGroup: 1000, maxDynamicUniformBuffersPerPipelineLayout: 8,
    maxDynamicStorageBuffersPerPipelineLayout: 4, maxSampledTexturesPerShaderStage: 16, maxSamplersPerShaderStage: 16,
    maxStorageBuffersPerShaderStage: 8, maxStorageTexturesPerShaderStage: 4, maxUniformBuffersPerShaderStage: 12,
    maxUniformBufferBindingSize: 65536, maxStorageBufferBindingSize: 134217728, minUniformBufferOffsetAlignment: 256,
    minStorageBufferOffsetAlignment: 256, maxVertexBuffers: 8, maxBufferSize: 268435456, maxVertexAttributes: 16,
    maxVertexBufferArrayStride: 2048, maxInterStageShaderVariables: 16, maxColorAttachments: 8,
    maxColorAttachmentBytesPerSample: 32, maxComputeWorkgroupStorageSize: 16384, maxComputeInvocationsPerWorkgroup: 256,
    maxComputeWorkgroupSizeX: 256, maxComputeWorkgroupSizeY: 256, maxComputeWorkgroupSizeZ: 64,
    maxComputeWorkgroupsPerDimension: 65535, ...${JSON.stringify(limits)},
  };
  for (const { prototype } of [GPUAdapter, GPUDevice]) {
    const own = Object.getOwnPropertyDescriptor(prototype, "limits").get;
    Object.defineProperty(prototype, "limits", {
      get() {
        const real = own.call(this);
        const least = (name, value) => (name.startsWith("min") ? Math.max(value, real[name]) : Math.min(value, real[name]));
        return Object.fromEntries(Object.entries(promised).map(([name, value]) => [name, least(name, value)]));
      },
    });
  }`;
