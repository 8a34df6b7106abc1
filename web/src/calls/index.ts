/** What the shell may use of calls. */
export { hearCall, useRinging } from './incoming/ringing.ts'
export { useOngoing } from './ongoing.ts'
export { callHref, callPlaceOf } from './place.ts'
