// Keeps the browser's own Worker. On file:// the shim of Material's offline plugin replaces it by one that
// runs on the main thread and cannot start a worker from memory. This script must run before that shim.
(() => {
  const own = /** @type {Whydenied} */ (window.whydenied ?? {});
  own.NativeWorker ??= window.Worker;
  window.whydenied = own;
})();
