import { PageHead } from '#web/kit/ui/Page.tsx'
import { Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { FactorsCard } from '../factors/FactorsCard.tsx'
import { PasskeysCard } from '../passkeys/PasskeysCard.tsx'
import { PasswordCard } from '../password/PasswordCard.tsx'
import { PhoneCard } from '../phone/PhoneCard.tsx'
import { useSession } from '../session.ts'
import styles from './SecurityPage.module.css'
import { t } from './security.texts.ts'

/** What guards the sign-in of an operator; on the site it stands in the profile. */
export function SecurityPage() {
  const session = useSession()
  return (
    <>
      <PageHead title={t.title} sub={t.sub} />
      {session.data !== undefined ? (
        <div className={styles.cards}>
          <PhoneCard />
          <PasswordCard phoneMasked={session.data.phoneMasked} />
          <FactorsCard />
          <PasskeysCard hasPassword={session.data.hasPassword} />
        </div>
      ) : session.error !== null ? (
        <Failed error={session.error} onRetry={() => void session.refetch()} />
      ) : (
        <RowsSkeleton rows={2} label={t.loading} />
      )}
    </>
  )
}
