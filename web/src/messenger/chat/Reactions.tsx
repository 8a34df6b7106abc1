import type { Reaction } from '#contract/messenger/chats.ts'
import { t } from '../messenger.texts.ts'
import type { BubbleItem } from '../view/flow.ts'
import styles from './chat.module.css'

interface ReactionsProps {
  item: BubbleItem
  /** Which may be given; an own one may always be taken back. */
  givable: readonly Reaction[]
  onReact: (item: BubbleItem, reaction: Reaction | null) => void
}

/** How many people have given which reaction; a press joins them or takes the own one back. */
export function Reactions({ item, givable, onReact }: ReactionsProps) {
  return (
    <span className={styles.reactions}>
      {item.reactions.map(({ reaction, count }) => {
        const own = item.ownReaction === reaction
        const able = own || givable.includes(reaction)
        return (
          <button
            key={reaction}
            type="button"
            aria-pressed={own}
            aria-label={t.reactions.chip(reaction, count, own)}
            title={own ? t.reactions.takeBack : able ? t.reactions.join : t.reactions.closed}
            disabled={!able}
            onClick={() => onReact(item, own ? null : reaction)}
          >
            <span aria-hidden="true">{reaction}</span>
            {count}
          </button>
        )
      })}
    </span>
  )
}
