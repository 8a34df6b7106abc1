/** Numbers of the sign-in, each with its unit; requirement IDN-06. */
export const CODE_DIGITS = 6
export const CODE_LIFE_MS = 5 * 60_000
export const CODE_TRIES_MAX = 5
export const CODE_RESEND_MS = 60_000
/** A sign-in that is not finished by then starts again. */
/** How long after its end a sign-in may end again for whoever has not got the answer. */
export const FLOW_RESUME_MS = 2 * 60_000
export const FLOW_LIFE_MS = 30 * 60_000
export const PASSWORD_LENGTH_MIN = 8
export const PASSWORD_LENGTH_MAX = 200
export const NAME_LENGTH_MAX = 100
export const EMAIL_LENGTH_MAX = 254
export const SESSION_LIFE_MS = 180 * 24 * 3_600_000
/** The second factor is not asked again on a device for this long. */
export const DEVICE_TRUST_MS = 30 * 24 * 3_600_000
export const OPERATOR_SESSION_LIFE_MS = 12 * 3_600_000
/** A session by a class card ends when nobody has done anything for this long. */
export const LESSON_IDLE_MS = 10 * 60_000
/** Age from which a person registers alone (reading A-04) and from which he is no pupil by age. */
export const SELF_REGISTRATION_AGE = 14
export const ADULT_AGE = 18
