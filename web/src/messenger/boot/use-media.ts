import { useMedia } from '#web/kit/ui/useMedia.ts'

/** A finger, not a pointer: Enter makes a new line. */
export const useTouch = () => useMedia('(hover: none) and (pointer: coarse)')

/** Room for the right column beside the chat. */
export const useWide = () => useMedia('(min-width: 1100px)')
