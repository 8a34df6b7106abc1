/** Beats also while the tab is hidden: the clocks of a hidden page nearly stand still, and who has put it aside is seen by the others. */
let timer: ReturnType<typeof setInterval> | undefined

self.onmessage = ({ data }: MessageEvent<number>) => {
  clearInterval(timer)
  timer = setInterval(() => postMessage(null), data)
}
