import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { listReactions } from '#contract/messenger/reactions.ts'
import { explain } from '#web/kit/errors/explain.ts'
import { number } from '#web/kit/i18n/plural.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { VerifiedMark } from '#web/kit/ui/VerifiedMark.tsx'
import { useEngine } from '../boot/engine-context.ts'
import { useName } from '../boot/names.ts'
import { useOwnKey } from '../boot/use-engine-calls.ts'
import { t } from '../messenger.texts.ts'
import { ContactsSkeleton } from '../newchat/ContactList.tsx'
import { MainButton, Notice } from '../parts/Parts.tsx'
import { PersonPicture } from '../parts/Picture.tsx'
import type { BubbleItem } from '../view/flow.ts'
import { menuTexts } from './menu.texts.ts'
import styles from './reactors.module.css'

interface ReactorsProps {
  chatId: string
  item: BubbleItem
  onClose: () => void
}

/** Who has reacted to a message, reaction by reaction (MSG-11). */
export function Reactors({ chatId, item, onClose }: ReactorsProps) {
  const list = useReactors(chatId, item)
  const people = list.data?.pages.flatMap((page) => page.people) ?? []
  return (
    <Dialog title={t.reactions.title} onClose={onClose}>
      {list.error !== null && (
        <Notice title={explain(list.error).sentence} action={{ label: t.retry, onClick: () => void list.refetch() }} />
      )}
      {list.isPending && <ContactsSkeleton />}
      {item.reactions.map(({ reaction, count }) => (
        <section key={reaction} className={styles.group} aria-label={menuTexts.of(reaction, count)}>
          <h3>
            <span aria-hidden="true">{reaction}</span> {number(count)}
          </h3>
          <ul>
            {people
              .filter((person) => person.reaction === reaction)
              .map(({ profileId }) => (
                <Reactor key={profileId} profileId={profileId} />
              ))}
          </ul>
        </section>
      ))}
      {list.hasNextPage && (
        <MainButton mode="soft" disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {menuTexts.more}
        </MainButton>
      )}
    </Dialog>
  )
}

function Reactor({ profileId }: { profileId: string }) {
  const { name, verified } = useName(profileId)
  return (
    <li>
      <PersonPicture profileId={profileId} size={36} />
      <span>{name}</span>
      {verified && <VerifiedMark />}
    </li>
  )
}

function useReactors(chatId: string, { seq, reactions }: BubbleItem) {
  const engine = useEngine()
  return useInfiniteQuery({
    // Counts that have changed ask anew.
    queryKey: useOwnKey('reactions', chatId, seq, reactions),
    queryFn: async ({ pageParam }) => {
      const input = { chatId, seq: seq!, ...(pageParam === null ? {} : { cursor: pageParam }) }
      const page = await engine.call(listReactions, input)
      engine.takeCards(page.cards)
      return page
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  })
}
