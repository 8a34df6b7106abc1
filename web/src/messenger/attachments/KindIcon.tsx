import {
  Icon24DocumentOutline,
  Icon24MusicOutline,
  Icon24PictureOutline,
  Icon24VideocamOutline,
  Icon24VideoOutline,
  Icon24VoiceOutline,
} from '@vkontakte/icons'
import type { Attachment } from '#contract/messenger/attachment.ts'

const ICONS = {
  photo: Icon24PictureOutline,
  video: Icon24VideoOutline,
  audio: Icon24MusicOutline,
  voice: Icon24VoiceOutline,
  round: Icon24VideocamOutline,
  document: Icon24DocumentOutline,
} as const

/** What a file is, as a picture. */
export function KindIcon({ attachment }: { attachment: Pick<Attachment, 'kind'> }) {
  const Icon = ICONS[attachment.kind]
  return <Icon aria-hidden="true" />
}
