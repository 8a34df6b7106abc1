import { useMutation } from '@tanstack/react-query'
import { Button } from '@vkontakte/vkui'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { fullName } from '#contract/identity/names.ts'
import { own } from '#contract/identity/profiles.ts'
import { ADULT_AGE } from '#contract/identity/signin.limits.ts'
import { AppLink } from '#web/kit/frame/AppLink.tsx'
import { SwitchButton } from '#web/kit/frame/SwitchButton.tsx'
import { ageOn } from '#web/kit/i18n/age.ts'
import { dayKey, plainDay } from '#web/kit/i18n/dates.ts'
import { Photo } from '#web/kit/photos/Photo.tsx'
import { useApi } from '#web/kit/query/useApi.ts'
import { TeacherLink } from '#web/kit/teacher/TeacherLink.tsx'
import { Avatar } from '#web/kit/ui/Avatar.tsx'
import { Chip } from '#web/kit/ui/Chip.tsx'
import { Card, PageHead } from '#web/kit/ui/Page.tsx'
import { ErrorLine, Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { usePhone } from '#web/kit/ui/useMedia.ts'
import { AppearanceCard } from '#web/settings/AppearanceCard.tsx'
import { FactorsCard } from '../factors/FactorsCard.tsx'
import { becomeProfile, signOutHere } from '../leave.ts'
import { LessonCard } from '../lesson/LessonCard.tsx'
import { LinkedCard } from '../linked/LinkedCard.tsx'
import { MergeCard } from '../merging/MergeCard.tsx'
import { PasskeysCard } from '../passkeys/PasskeysCard.tsx'
import { PasswordCard } from '../password/PasswordCard.tsx'
import { MoveNotice } from '../phone/MoveNotice.tsx'
import { PhoneCard } from '../phone/PhoneCard.tsx'
import { type Session, useSession } from '../session.ts'
import { DevicesCard } from './DevicesCard.tsx'
import styles from './ProfilePage.module.css'
import { t } from './profile.texts.ts'
import { RenameDialog } from './RenameDialog.tsx'

/** Who is signed in and on which devices, the way to everything that can be set, and the way out. */
export function ProfilePage() {
  const session = useSession()
  const phone = usePhone()
  return (
    <>
      {phone && (
        <header className={styles.top}>
          <SwitchButton />
        </header>
      )}
      <main id="content" className={styles.main}>
        <PageHead
          title={t.title}
          sub={session.data && session.data.lessonEndsAt === null ? t.phone(session.data.phoneMasked) : undefined}
        >
          <SignOutButton />
        </PageHead>
        {session.data?.lessonEndsAt != null ? (
          <div className={styles.cards}>
            <LessonCard endsAt={session.data.lessonEndsAt} />
            <AppearanceCard />
            <HelpLink />
          </div>
        ) : session.data !== undefined ? (
          <div className={styles.cards}>
            <ProfilesCard session={session.data} />
            {session.data.activeProfileId !== null && <OwnCard />}
            {session.data.activeProfileId !== null && <PrivacyCard />}
            <SettingsCard />
            {session.data.phoneMovesAt !== null && <MoveNotice at={session.data.phoneMovesAt} />}
            <PhoneCard />
            <PasswordCard phoneMasked={session.data.phoneMasked} />
            <FactorsCard />
            <PasskeysCard hasPassword={session.data.hasPassword} />
            <Anchor id="devices">
              <DevicesCard />
            </Anchor>
            <Anchor id="linked">
              <LinkedCard />
            </Anchor>
            {session.data.activeProfileId !== null && <MergeCard />}
            <AccountCard profiled={session.data.activeProfileId !== null} />
          </div>
        ) : session.error !== null ? (
          <Failed error={session.error} onRetry={() => void session.refetch()} />
        ) : (
          <RowsSkeleton rows={3} label={t.loading} />
        )}
      </main>
    </>
  )
}

/** A part to which an address may point: it comes to the reader once it is there. */
function Anchor({ id, children }: { id: string; children: ReactNode }) {
  const part = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (location.hash === `#${id}`) part.current?.focus()
  }, [id])
  return (
    <div id={id} ref={part} tabIndex={-1} className={styles.anchor}>
      {children}
    </div>
  )
}

function SignOutButton() {
  const leave = useMutation({ mutationFn: signOutHere })
  return (
    <>
      <Button size="l" mode="outline" appearance="neutral" loading={leave.isPending} onClick={() => leave.mutate()}>
        {t.signOut}
      </Button>
      <ErrorLine error={leave.error} />
    </>
  )
}

/** For whoever may be somebody's parent; a pupil who is a child himself has none. */
function ChildrenLink() {
  const { data } = useApi(own, {})
  if (data === undefined || ageOn(data.birthDate, dayKey(Date.now())) < ADULT_AGE) return null
  return (
    <AppLink href="/children" className={styles.link}>
      {t.children}
    </AppLink>
  )
}

function ProfilesCard({ session }: { session: Session }) {
  return (
    <Card
      title={t.profiles}
      actions={
        <span className={styles.links}>
          <AppLink href="/family" className={styles.link}>
            {t.family}
          </AppLink>
          {session.activeProfileId !== null && <ChildrenLink />}
          <AppLink href="/applications" className={styles.link}>
            {t.applications}
          </AppLink>
        </span>
      }
    >
      <ul className={styles.list}>
        {session.profiles.map((profile) => (
          <li key={profile.id}>
            <Avatar id={profile.id} person={profile} size={48}>
              <Photo id={profile.id} size={48} />
            </Avatar>
            <div>
              <b>{fullName(profile)}</b>
              <small>{t[profile.kind]}</small>
            </div>
            {profile.id === session.activeProfileId ? (
              <Chip tone="accent">{t.here}</Chip>
            ) : (
              <Button size="m" mode="secondary" onClick={() => void becomeProfile(profile.id)}>
                {t.become}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  )
}

function PrivacyCard() {
  return (
    <Card title={t.privacy} sub={t.privacySub}>
      <p className={styles.links}>
        <AppLink href="/me/privacy" className={styles.link}>
          {t.privacyOpen}
        </AppLink>
        <AppLink href="/me/blocked" className={styles.link}>
          {t.blocked}
        </AppLink>
        <AppLink href="/me/reports" className={styles.link}>
          {t.reports}
        </AppLink>
        <AppLink href="/me/contacts" className={styles.link}>
          {t.contacts}
        </AppLink>
      </p>
    </Card>
  )
}

function AccountCard({ profiled }: { profiled: boolean }) {
  return (
    <Card title={t.account} sub={t.accountSub}>
      <p className={styles.links}>
        {profiled && <TeacherLink from="site" className={styles.link} />}
        <AppLink href="/me/account" className={styles.link}>
          {t.accountOpen}
        </AppLink>
      </p>
    </Card>
  )
}

function SettingsCard() {
  return (
    <Card title={t.settings} sub={t.settingsSub}>
      <p className={styles.links}>
        <AppLink href="/me/settings" className={styles.link}>
          {t.settingsOpen}
        </AppLink>
        <HelpLink />
      </p>
    </Card>
  )
}

function HelpLink() {
  return (
    <AppLink href="/help" className={styles.link}>
      {t.help}
    </AppLink>
  )
}

/** What others see of the active profile, and what they do not. */
function OwnCard() {
  const profile = useApi(own, {})
  const [renaming, setRenaming] = useState(false)
  return (
    <Card
      title={t.own}
      sub={t.ownSub}
      actions={
        profile.data !== undefined && (
          <Button size="m" mode="outline" appearance="neutral" onClick={() => setRenaming(true)}>
            {t.rename}
          </Button>
        )
      }
    >
      {profile.data !== undefined ? (
        <dl className={styles.facts}>
          <dt>{t.fullName}</dt>
          <dd>{fullName(profile.data)}</dd>
          <dt>{t.photo}</dt>
          <dd>
            <AppLink href="/me/photo" className={styles.link}>
              {t.photoOpen}
            </AppLink>
          </dd>
          <dt>{t.birthDate}</dt>
          <dd>
            {plainDay(profile.data.birthDate)}
            <small>{profile.data.birthDateLocked ? t.birthDateLocked : t.birthDateHidden}</small>
          </dd>
          <dt>{t.card}</dt>
          <dd>
            <AppLink href="/me/details" className={styles.link}>
              {t.cardOpen}
            </AppLink>
          </dd>
        </dl>
      ) : profile.error !== null ? (
        <Failed error={profile.error} onRetry={() => void profile.refetch()} />
      ) : (
        <RowsSkeleton rows={2} label={t.loading} />
      )}
      {renaming && profile.data !== undefined && (
        <RenameDialog profile={profile.data} onClose={() => setRenaming(false)} />
      )}
    </Card>
  )
}
