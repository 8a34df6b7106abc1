import { Button } from '@vkontakte/vkui'
import { type FormEvent, Fragment, useEffect, useState } from 'react'
import { CERTIFICATE_PATTERN } from '#contract/identity/deletion.limits.ts'
import { certificate } from '#contract/identity/deletion.ts'
import type { OutputOf } from '#contract/kit/operation.ts'
import { number as counted } from '#web/kit/i18n/plural.ts'
import { useApi } from '#web/kit/query/useApi.ts'
import { TextField } from '#web/kit/ui/light/TextField.tsx'
import { Card } from '#web/kit/ui/Page.tsx'
import { PlainPage, PlainSkeleton } from '#web/kit/ui/PlainPage.tsx'
import { Failed } from '#web/kit/ui/States.tsx'
import { When } from '#web/kit/ui/When.tsx'
import styles from './deletion.module.css'
import { t } from './deletion.texts.ts'

const WHOLE = new RegExp(CERTIFICATE_PATTERN)
const GROUP = /(.{4})(?=.)/g

/** As it is written, whatever spaces and small letters somebody has copied. */
function cleanNumber(typed: string): string {
  return typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(GROUP, '$1-')
}

/** What a deletion has come to, for whoever holds its number; nobody signs in for it. */
export function CertificatePage() {
  const [typed, setTyped] = useState(() => cleanNumber(new URLSearchParams(location.search).get('number') ?? ''))
  const [asked, setAsked] = useState(typed)
  const [missing, setMissing] = useState(false)
  const isWhole = WHOLE.test(asked)
  const found = useApi(certificate, { number: asked }, { enabled: isWhole })
  useEffect(() => {
    document.title = t.certificate
  }, [])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const number = cleanNumber(typed)
    setMissing(!WHOLE.test(number))
    setAsked(number)
  }
  return (
    <PlainPage>
      <Card>
        <div className={styles.text}>
          <h1>{t.certificate}</h1>
          <p>{t.certificateSub}</p>
          <form className={styles.form} onSubmit={submit} noValidate>
            <TextField
              label={t.certificateLabel}
              error={missing ? t.certificateMissing : undefined}
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
              maxLength={40}
              value={typed}
              onChange={(event) => {
                setTyped(event.target.value)
                setMissing(false)
              }}
            />
            <div className={styles.buttons}>
              <Button size="l" type="submit" loading={found.isFetching}>
                {t.show}
              </Button>
            </div>
          </form>
          {isWhole &&
            (found.data !== undefined ? (
              <Found found={found.data} />
            ) : found.error !== null ? (
              <Failed error={found.error} onRetry={() => void found.refetch()} />
            ) : (
              <PlainSkeleton label={t.checking} />
            ))}
        </div>
      </Card>
    </PlainPage>
  )
}

function Found({ found }: { found: OutputOf<typeof certificate> }) {
  return (
    <div className={styles.text} role="status">
      <dl className={styles.facts}>
        <dt>{t.asked}</dt>
        <dd>
          <When at={found.askedAt} />
        </dd>
        <dt>{found.doneAt === null ? t.due : t.done}</dt>
        <dd>
          <When at={found.doneAt ?? found.dueAt} />
        </dd>
      </dl>
      {found.doneAt === null ? (
        <p>{t.waits}</p>
      ) : (
        <>
          <h2>{t.what}</h2>
          <dl className={styles.facts}>
            {found.erased.map(({ what, count }) => (
              <Fragment key={what}>
                <dt>{t.erased[what]}</dt>
                <dd className="num">{counted(count)}</dd>
              </Fragment>
            ))}
          </dl>
        </>
      )}
    </div>
  )
}
