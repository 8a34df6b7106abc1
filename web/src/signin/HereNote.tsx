import { useEffect, useState } from 'react'
import { fullName } from '#contract/identity/names.ts'
import { current } from '#contract/identity/sessions.ts'
import type { OutputOf } from '#contract/kit/operation.ts'
import { wasSignedIn } from '#web/kit/account/signed-in.ts'
import { api } from '#web/kit/api/api.ts'
import { interactionOf, nextPath } from './next-path.ts'
import { OPERATOR } from './SigninFrame.tsx'
import styles from './signin.module.css'
import { t } from './signin.texts.ts'

type Profile = OutputOf<typeof current>['profiles'][number]

/** Whoever comes to the sign-in though he is signed in here is told so, and led on by one press. */
export function HereNote() {
  const path = nextPath(location.search, location.origin)
  // An outside system may ask for a new sign-in on purpose.
  const who = useWhoIsHere(!OPERATOR && interactionOf(path) === null)
  if (who === null) return null
  return (
    <p className={styles.ended} role="status">
      {t.here.title(fullName(who))}{' '}
      <a className={styles.link} href={path}>
        {t.here.onward}
      </a>
    </p>
  )
}

function useWhoIsHere(wanted: boolean): Profile | null {
  const [who, setWho] = useState<Profile | null>(null)
  useEffect(() => {
    if (!wanted || !wasSignedIn()) return
    const tell = ({ profiles, activeProfileId }: OutputOf<typeof current>) =>
      setWho(profiles.find(({ id }) => id === activeProfileId) ?? null)
    // Whoever is signed in no more has the sign-in before him already.
    api.call(current, {}).then(tell, () => undefined)
  }, [wanted])
  return who
}
