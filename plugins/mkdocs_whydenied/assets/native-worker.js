// Keeps the browser's own Worker. The shim that Material's offline plugin adds replaces it on file:// by one
// that runs on the main thread and cannot start a worker from memory. This script must come before that shim.
(() => {
  const own = /** @type {Whydenied} */ (window.whydenied ?? {});
  own.NativeWorker ??= window.Worker;
  window.whydenied = own;
})();
