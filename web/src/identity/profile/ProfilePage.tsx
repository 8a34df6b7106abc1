import { useMutation } from '@tanstack/react-query'
import { Button } from '@vkontakte/vkui'
import { useState } from 'react'
import { fullName } from '#contract/identity/names.ts'
import { own } from '#contract/identity/profiles.ts'
import { AppLink } from '#web/kit/frame/AppLink.tsx'
import { SwitchButton } from '#web/kit/frame/SwitchButton.tsx'
import { plainDay } from '#web/kit/i18n/dates.ts'
import { chooseLocale, type Locale, locale } from '#web/kit/i18n/locale.ts'
import { Photo } from '#web/kit/photos/Photo.tsx'
import { useApi } from '#web/kit/query/useApi.ts'
import { TeacherLink } from '#web/kit/teacher/TeacherLink.tsx'
import { chooseTheme, type ThemeChoice, themeChoice } from '#web/kit/theme/theme.ts'
import { Avatar } from '#web/kit/ui/Avatar.tsx'
import { Chip } from '#web/kit/ui/Chip.tsx'
import { Card, PageHead } from '#web/kit/ui/Page.tsx'
import { ErrorLine, Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { usePhone } from '#web/kit/ui/useMedia.ts'
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

/** Who is signed in, how the app looks, on which devices; the way out. */
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
          </div>
        ) : session.data !== undefined ? (
          <div className={styles.cards}>
            <ProfilesCard session={session.data} />
            {session.data.activeProfileId !== null && <OwnCard />}
            {session.data.activeProfileId !== null && <PrivacyCard />}
            <AppearanceCard />
            {session.data.phoneMovesAt !== null && <MoveNotice at={session.data.phoneMovesAt} />}
            <PhoneCard />
            <PasswordCard phoneMasked={session.data.phoneMasked} />
            <FactorsCard />
            <PasskeysCard hasPassword={session.data.hasPassword} />
            <DevicesCard />
            <LinkedCard />
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

function ProfilesCard({ session }: { session: Session }) {
  return (
    <Card
      title={t.profiles}
      actions={
        <span className={styles.links}>
          <AppLink href="/family" className={styles.link}>
            {t.family}
          </AppLink>
          <AppLink href="/children" className={styles.link}>
            {t.children}
          </AppLink>
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

function AppearanceCard() {
  const [theme, setTheme] = useState<ThemeChoice>(themeChoice)
  return (
    <Card title={t.appearance}>
      <div className={styles.choices}>
        <Choice
          label={t.theme}
          value={theme}
          names={t.themes}
          onChange={(value) => {
            chooseTheme(value)
            setTheme(value)
          }}
        />
        <Choice<Locale> label={t.language} value={locale} names={t.languages} onChange={chooseLocale} />
      </div>
      <AppLink href="/help" className={styles.link}>
        {t.help}
      </AppLink>
    </Card>
  )
}

interface ChoiceProps<V extends string> {
  label: string
  value: V
  names: Readonly<Record<V, string>>
  onChange: (value: V) => void
}

function Choice<V extends string>({ label, value, names, onChange }: ChoiceProps<V>) {
  return (
    <fieldset className={styles.choice}>
      <legend>{label}</legend>
      <div className={styles.segments}>
        {(Object.keys(names) as V[]).map((key) => (
          <label key={key}>
            <input type="radio" name={label} checked={key === value} onChange={() => onChange(key)} />
            <span>{names[key]}</span>
          </label>
        ))}
      </div>
    </fieldset>
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
