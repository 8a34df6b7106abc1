import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { block, unblock } from '#contract/communities/blocks.ts'
import { getPerson, type PersonCard } from '#contract/communities/contacts.ts'
import { fullName, initials } from '#contract/identity/names.ts'
import { sharedChats } from '#contract/messenger/chats.ts'
import { roleName } from '#web/communities/index.ts'
import { AppLink } from '#web/kit/frame/AppLink.tsx'
import { day } from '#web/kit/i18n/dates.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { formatPhone } from '#web/kit/ui/phone.ts'
import { VerifiedMark } from '#web/kit/ui/VerifiedMark.tsx'
import { chatPart } from '../boot/chat-parts.ts'
import { useEngine, useMessenger } from '../boot/engine-context.ts'
import { useChatTitle } from '../boot/names.ts'
import { STALE_MS } from '../boot/use-contacts.ts'
import { useEngineCommand, useOwnKey } from '../boot/use-engine-calls.ts'
import { Ask } from '../info/Ask.tsx'
import { ContactsSkeleton } from '../newchat/ContactList.tsx'
import { Refusal } from '../newchat/Refusal.tsx'
import { MainButton } from '../parts/Parts.tsx'
import { ChatPicture, Picture } from '../parts/Picture.tsx'
import { hrefOf } from '../place.ts'
import { birthdayText } from './birthday-text.ts'
import { CallButton } from './CallButton.tsx'
import styles from './person.module.css'
import { t } from './person.texts.ts'

/** Who somebody is, where one meets him, and what one can do with him (CNT-05). */
export function PersonDialog({ profileId }: { profileId: string }) {
  const engine = useEngine()
  const router = useRouter()
  const close = () => (router.history.canGoBack() ? router.history.back() : router.history.replace('/im'))
  const query = useQuery({
    queryKey: useOwnKey('person', profileId),
    networkMode: 'always',
    retry: false,
    refetchInterval: STALE_MS,
    queryFn: async () => ({
      person: await engine.call(getPerson, { profileId }),
      chatIds: (await engine.call(sharedChats, { profileId })).chatIds,
    }),
  })
  return (
    <Dialog title={t.title} onClose={close}>
      {query.data !== undefined ? (
        <Card {...query.data} />
      ) : query.error === null ? (
        <div role="status" aria-label={t.loading}>
          <ContactsSkeleton />
        </div>
      ) : (
        <Refusal error={query.error} />
      )}
    </Dialog>
  )
}

function Card({ person, chatIds }: { person: PersonCard; chatIds: readonly string[] }) {
  const me = useMessenger(({ sync }) => sync.profileId === person.profileId)
  return (
    <div className={styles.card}>
      <div className={styles.hero}>
        <Picture size={64} letters={initials(person)} id={person.profileId} version={0} />
        <b>
          {fullName(person)} {person.staff && <VerifiedMark />}
        </b>
      </div>
      {!me && <Actions person={person} />}
      <Details person={person} />
      <section>
        <h3>{t.organisations}</h3>
        {person.organisations.length === 0 && <p className={styles.none}>{t.nowhere}</p>}
        <ul className={styles.places}>
          {person.organisations.map((place) => (
            <li key={place.communityId}>
              <b>{place.name}</b>
              <small>{rolesIn(place)}</small>
            </li>
          ))}
        </ul>
      </section>
      {!me && <SharedChats chatIds={chatIds} />}
    </div>
  )
}

/** What he shows of himself to this viewer; nothing of it stands there otherwise. */
function Details({ person }: { person: PersonCard }) {
  const { birthday, phone, email, detailsChangedAt } = person
  if (birthday === null && phone === '' && email === '' && detailsChangedAt === null) return null
  return (
    <section>
      <h3>{t.details}</h3>
      <dl className={styles.details}>
        {birthday !== null && (
          <div>
            <dt>{t.birthday}</dt>
            <dd>{birthdayText(birthday)}</dd>
          </div>
        )}
        {phone !== '' && (
          <div>
            <dt>{t.phone}</dt>
            <dd>
              <a href={`tel:${phone}`}>{formatPhone(phone)}</a>
            </dd>
          </div>
        )}
        {email !== '' && (
          <div>
            <dt>{t.email}</dt>
            <dd>
              <a href={`mailto:${email}`}>{email}</a>
            </dd>
          </div>
        )}
      </dl>
      {detailsChangedAt !== null && <p className={styles.none}>{t.detailsChanged(day(detailsChangedAt))}</p>}
    </section>
  )
}

function rolesIn({ type, roles, position }: PersonCard['organisations'][number]): string {
  const words = roles.map(({ role, unitName }) => [roleName(type, role), unitName].filter(Boolean).join(', '))
  return [...new Set([...(position === '' ? [] : [position]), ...words])].join(' · ')
}

function SharedChats({ chatIds }: { chatIds: readonly string[] }) {
  const known = useMessenger(({ sync }) => chatIds.filter((id) => sync.chats[id] !== undefined).join(' '))
  const shown = known.split(' ').filter(Boolean)
  return (
    <section>
      <h3>{t.chats}</h3>
      {shown.length === 0 && <p className={styles.none}>{t.noChats}</p>}
      <ul className={styles.chats}>
        {shown.map((chatId) => (
          <li key={chatId}>
            <SharedChat chatId={chatId} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function SharedChat({ chatId }: { chatId: string }) {
  const { name } = useChatTitle(chatId)
  return (
    <AppLink href={hrefOf(chatId)}>
      <ChatPicture chatId={chatId} size={32} />
      <span>{name}</span>
    </AppLink>
  )
}

function Actions({ person }: { person: PersonCard }) {
  const { profileId, blocked, callable } = person
  const queries = useQueryClient()
  const router = useRouter()
  const [asking, setAsking] = useState(false)
  const [reporting, setReporting] = useState(false)
  const Report = chatPart('Report')
  const key = useOwnKey('person', profileId)
  const done = () => {
    setAsking(false)
    void queries.invalidateQueries({ queryKey: key })
  }
  const give = useEngineCommand(block, done)
  const free = useEngineCommand(unblock, done)
  return (
    <div className={styles.actions}>
      {blocked ? (
        <MainButton mode="soft" disabled={free.isPending} onClick={() => free.mutate({ profileId })}>
          {t.unblock}
        </MainButton>
      ) : (
        <>
          <MainButton onClick={() => router.history.replace(`/im?with=${profileId}`)}>{t.write}</MainButton>
          <CallButton profileId={profileId} callable={callable} />
          <MainButton mode="soft" onClick={() => setAsking(true)}>
            {t.block}
          </MainButton>
        </>
      )}
      {person.organisations.length > 0 && (
        <MainButton mode="soft" onClick={() => setReporting(true)}>
          {t.report}
        </MainButton>
      )}
      <Refusal error={free.error} />
      {reporting && (
        <Report
          target={{ kind: 'person', profileId, places: person.organisations }}
          onClose={() => setReporting(false)}
        />
      )}
      {asking && (
        <Ask
          title={t.blockAsk(fullName(person))}
          text={t.blockText}
          action={t.block}
          busy={give.isPending}
          error={give.error}
          onYes={() => give.mutate({ profileId })}
          onNo={() => setAsking(false)}
        />
      )}
    </div>
  )
}
