/** Keeps the messenger for the time without a network; the rest of the site needs the server anyway. */
export function registerWorker(): void {
  if (!('serviceWorker' in navigator) || !isSecureContext) return
  void navigator.serviceWorker.register('/im/sw.js', { scope: '/im' }).catch(() => null)
}
