/** People whose photos one call may ask for. */
export const PHOTOS_MAX = 200
/** A face is changed for a new haircut, not for a joke a minute. */
export const PHOTOS_PER_DAY = 10
export const PHOTO_REASON_MAX = 300
