import { type Channel, chooseReactions, listChannels } from '#contract/messenger/channels.ts'
import type { Reaction } from '#contract/messenger/chats.ts'
import { REACTIONS } from '#contract/messenger/messenger.limits.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import styles from './channels.module.css'
import { t } from './channels.texts.ts'

/** What readers of the channel may answer without words (CHN-07); every press holds at once. */
export function ReactionsChoice({ channel: { chat } }: { channel: Channel }) {
  const choose = useCommand(chooseReactions, {
    refreshes: [listChannels],
    onSuccess: (output) => showToast(t.reactions.done((output.chat.reactions ?? REACTIONS).length)),
  })
  const held = chat.reactions ?? REACTIONS
  // What was pressed is shown until the channel is read anew.
  const chosen: readonly Reaction[] = choose.isPending ? choose.variables.reactions : held
  const put = (reactions: readonly Reaction[]) => choose.mutate({ chatId: chat.id, reactions: [...reactions] })
  return (
    <fieldset className={styles.reactions}>
      <legend>{t.reactions.title}</legend>
      <p>{chosen.length === 0 ? t.reactions.off : t.reactions.note}</p>
      <div>
        {REACTIONS.map((reaction) => {
          const isChosen = chosen.includes(reaction)
          return (
            <button
              key={reaction}
              type="button"
              aria-pressed={isChosen}
              disabled={choose.isPending}
              onClick={() => put(isChosen ? chosen.filter((each) => each !== reaction) : [...chosen, reaction])}
            >
              {reaction}
            </button>
          )
        })}
        <button type="button" disabled={choose.isPending} onClick={() => put(chosen.length === 0 ? REACTIONS : [])}>
          {chosen.length === 0 ? t.reactions.all : t.reactions.none}
        </button>
      </div>
      <ErrorLine error={choose.error} />
    </fieldset>
  )
}
