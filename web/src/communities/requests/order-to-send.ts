/** The scan that somebody has chosen beside his request: it is sent from the page of the request, which is there first. */
let waiting: File | null = null

export function keepOrder(file: File | null): void {
  waiting = file
}

/** Hands the scan over once. */
export function takeOrder(): File | null {
  const taken = waiting
  waiting = null
  return taken
}
