import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { listVoters, type PollVoter } from '#contract/messenger/polls.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { VerifiedMark } from '#web/kit/ui/VerifiedMark.tsx'
import { useEngine } from '../boot/engine-context.ts'
import { useName } from '../boot/names.ts'
import { useAskedAnew, useOwnKey } from '../boot/use-engine-calls.ts'
import { ListState } from '../parts/ListState.tsx'
import { MainButton } from '../parts/Parts.tsx'
import { PersonPicture } from '../parts/Picture.tsx'
import type { AskedItem } from './PollCard.tsx'
import styles from './polls.module.css'
import { t } from './polls.texts.ts'

interface PollVotersProps {
  chatId: string
  item: AskedItem
  /** Right answers of a mini-test. */
  right: readonly number[] | null
  onClose: () => void
}

/** Who has chosen what in a named poll; of a mini-test the table of its author (POL-06). */
export function PollVoters({ chatId, item, right, onClose }: PollVotersProps) {
  const { poll, seq } = item
  const [option, setOption] = useState<number | null>(null)
  const list = useVoters(chatId, seq, option)
  const voters = list.data?.pages.flatMap((page) => page.voters) ?? []
  const isRight = ({ choice }: PollVoter) => right !== null && choice.join() === right.join()
  const all = option === null && list.data !== undefined && !list.hasNextPage
  return (
    <Dialog
      title={poll.test ? t.answers : t.voters}
      sub={poll.test && all ? t.list.score(voters.filter(isRight).length, voters.length) : item.text}
      onClose={onClose}
    >
      <label className={styles.field}>
        {t.list.choose}
        <select
          value={option ?? ''}
          onChange={({ target }) => setOption(target.value === '' ? null : Number(target.value))}
        >
          <option value="">{t.list.all}</option>
          {poll.options.map((text, place) => (
            <option key={text} value={place}>
              {text}
            </option>
          ))}
        </select>
      </label>
      <ListState list={list} offline={t.list.offline} />
      {list.data !== undefined && voters.length === 0 && <p>{option === null ? t.list.none : t.list.noneFor}</p>}
      <ul className={styles.voters}>
        {voters.map((voter) => (
          <Voter
            key={voter.profileId}
            profileId={voter.profileId}
            said={voter.choice.map((place) => poll.options[place]).join(', ')}
            verdict={right === null ? null : isRight(voter)}
          />
        ))}
      </ul>
      {list.hasNextPage && (
        <MainButton mode="soft" disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t.list.more}
        </MainButton>
      )}
    </Dialog>
  )
}

function useVoters(chatId: string, seq: number, option: number | null) {
  const engine = useEngine()
  const anew = useAskedAnew()
  return useInfiniteQuery({
    queryKey: useOwnKey('voters', chatId, seq, option),
    ...anew,
    initialPageParam: null as string | null,
    queryFn: async ({ pageParam }) => {
      const page = await engine.call(listVoters, {
        chatId,
        seq,
        ...(option === null ? {} : { option }),
        ...(pageParam === null ? {} : { cursor: pageParam }),
      })
      engine.takeCards(page.cards)
      return page
    },
    getNextPageParam: (last) => last.next,
  })
}

function Voter({ profileId, said, verdict }: { profileId: string; said: string; verdict: boolean | null }) {
  const { name, verified } = useName(profileId)
  return (
    <li>
      <PersonPicture profileId={profileId} size={36} />
      <span className={styles.voter}>
        <b>
          {name}
          {verified && <VerifiedMark />}
        </b>
        <small>{said}</small>
      </span>
      {verdict !== null && (
        <small className={verdict ? styles.good : styles.bad}>{verdict ? t.isRight : t.isWrong}</small>
      )}
    </li>
  )
}
