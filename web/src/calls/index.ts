/** What the shell may use of calls. */
export { useOngoing } from './ongoing.ts'
export { callPlaceOf } from './place.ts'
