import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { decideJoinRequest, type JoinRequest, listJoinRequests } from '#contract/messenger/chat-links.ts'
import { explain } from '#web/kit/errors/explain.ts'
import { when } from '#web/kit/i18n/dates.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { VerifiedMark } from '#web/kit/ui/VerifiedMark.tsx'
import { useEngine } from '../boot/engine-context.ts'
import { useName } from '../boot/names.ts'
import { useAskedAnew, useEngineCommand, useOwnKey } from '../boot/use-engine-calls.ts'
import { t as words } from '../messenger.texts.ts'
import { Refusal } from '../newchat/Refusal.tsx'
import { MainButton, Notice } from '../parts/Parts.tsx'
import { PersonPicture } from '../parts/Picture.tsx'
import styles from './invitations.module.css'
import { t } from './invitations.texts.ts'

interface JoinRequestsDialogProps {
  chatId: string
  /** How many wait: the list is asked for anew when that changes. */
  count: number
  onClose: () => void
}

/** Who asks to come into a chat by its link, and the answer to each. */
export function JoinRequestsDialog({ chatId, count, onClose }: JoinRequestsDialogProps) {
  const engine = useEngine()
  const asked = useQuery({
    ...useAskedAnew(),
    queryKey: useOwnKey('joinRequests', chatId, count),
    placeholderData: keepPreviousData,
    queryFn: async () => {
      const found = await engine.call(listJoinRequests, { chatId })
      engine.takeCards(found.cards)
      return found.requests
    },
  })
  return (
    <Dialog title={t.requestsTitle} sub={t.requestsSub} onClose={onClose}>
      {asked.data === undefined && asked.error !== null && (
        <Notice
          title={explain(asked.error).sentence}
          action={{ label: words.retry, onClick: () => void asked.refetch() }}
        />
      )}
      {asked.data?.length === 0 && <p role="status">{t.noRequests}</p>}
      <ul className={styles.requests}>
        {asked.data?.map((request) => (
          <Request key={request.profileId} chatId={chatId} request={request} />
        ))}
      </ul>
    </Dialog>
  )
}

function Request({ chatId, request: { profileId, askedAt } }: { chatId: string; request: JoinRequest }) {
  const { name, verified } = useName(profileId)
  const decide = useEngineCommand(decideJoinRequest)
  const answer = (letIn: boolean) => decide.mutate({ chatId, profileId, letIn })
  return (
    <li>
      <PersonPicture profileId={profileId} size={40} />
      <span>
        <b>
          {name} {verified && <VerifiedMark />}
        </b>
        <small>{when(askedAt)}</small>
      </span>
      <MainButton aria-label={t.letInNamed(name)} disabled={decide.isPending} onClick={() => answer(true)}>
        {t.letIn}
      </MainButton>
      <MainButton
        mode="soft"
        aria-label={t.declineNamed(name)}
        disabled={decide.isPending}
        onClick={() => answer(false)}
      >
        {t.decline}
      </MainButton>
      <Refusal error={decide.error} />
    </li>
  )
}
