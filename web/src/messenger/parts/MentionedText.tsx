import type { Mention } from '#contract/messenger/mention.ts'
import { AppLink } from '#web/kit/frame/AppLink.tsx'
import { cx } from '#web/kit/ui/cx.ts'
import { useMessenger } from '../boot/engine-context.ts'
import { piecesOf } from '../mentions/written.ts'
import { hrefOf } from '../place.ts'
import { LinkedText } from './LinkedText.tsx'
import styles from './parts.module.css'

interface MentionedTextProps {
  chatId: string
  text: string
  mentions: readonly Mention[]
  /** Of the reader himself: what he says to everybody is not said to him. */
  own: boolean
}

/** A text in which those whom it names can be pressed; the reader's own name stands out. */
export function MentionedText({ chatId, text, mentions, own }: MentionedTextProps) {
  const profileId = useMessenger(({ sync }) => sync.profileId)
  return piecesOf({ text, mentions }).map(({ text: piece, mention }, index) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text never change their places
    if (mention === null) return <LinkedText key={index} text={piece} />
    const isMe = !own && (mention.profileId === null || mention.profileId === profileId)
    const className = cx(styles.mention, isMe && styles.me)
    const key = `name ${mention.from}`
    if (mention.profileId === null) {
      return (
        <b key={key} className={className}>
          {piece}
        </b>
      )
    }
    return (
      <AppLink key={key} href={hrefOf(chatId, { who: mention.profileId })} className={className}>
        {piece}
      </AppLink>
    )
  })
}
