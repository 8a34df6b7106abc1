import { Skeleton } from '@vkontakte/vkui'
import { useEffect, useState } from 'react'
import type { OrderScan } from '#contract/communities/orders.ts'
import { ApiFailure, NetworkFailure, readProblem } from '#web/kit/api/api-failure.ts'
import { fileSize } from '#web/kit/i18n/sizes.ts'
import { Failed } from '#web/kit/ui/States.tsx'
import { When } from '#web/kit/ui/When.tsx'
import styles from './orders.module.css'
import { t } from './orders.texts.ts'

const TYPES: Readonly<Record<OrderScan['format'], string>> = {
  pdf: 'application/pdf',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
}

/** The sheet fills the frame; the list of its pages stays shut. */
const SHEET_VIEW = '#navpanes=0&view=FitH'

/** The scan of an order as the server has found it to be, for an operator who reads the phone in it (ORG-02). */
export function ScanView({ scan }: { scan: OrderScan }) {
  const { fileId, format, letter, name, bytes, attachedAt } = scan
  const label = letter ? t.letter.label(name) : t.order.label(name)
  const { url, error, retry } = useScan(fileId, TYPES[format])
  return (
    <figure className={styles.scan}>
      <figcaption>
        <span>
          {name} · {fileSize(bytes)} · <When at={attachedAt} />
        </span>
        {url !== null && (
          <a href={url} target="_blank" rel="noreferrer">
            {t.scan.open}
          </a>
        )}
      </figcaption>
      {url !== null ? (
        format === 'pdf' ? (
          <iframe className={styles.sheet} src={`${url}${SHEET_VIEW}`} title={label} />
        ) : (
          <img className={styles.sheet} src={url} alt={label} />
        )
      ) : error !== null ? (
        <Failed error={error} onRetry={retry} />
      ) : (
        <div role="status" aria-label={t.scan.loading}>
          <Skeleton width="100%" height={320} borderRadius={12} />
        </div>
      )}
    </figure>
  )
}

function useScan(fileId: string, type: string) {
  const [url, setUrl] = useState<string | null>(null)
  const [error, setError] = useState<Error | null>(null)
  const [tries, setTries] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try is another load
  useEffect(() => {
    const stop = new AbortController()
    let made: string | null = null
    const load = async () => {
      const answer = await fetch(`/order/${fileId}`, { signal: stop.signal })
      if (!answer.ok) throw failureOf(await answer.json().catch(() => null))
      const bytes = await answer.arrayBuffer()
      made = URL.createObjectURL(new Blob([bytes], { type }))
      setUrl(made)
    }
    setUrl(null)
    setError(null)
    load().catch((reason: Error) => {
      if (!stop.signal.aborted) setError(reason)
    })
    return () => {
      stop.abort()
      if (made !== null) URL.revokeObjectURL(made)
    }
  }, [fileId, type, tries])
  return { url, error, retry: () => setTries((before) => before + 1) }
}

function failureOf(body: unknown): Error {
  const problem = readProblem(body)
  return problem === null ? new NetworkFailure(null) : new ApiFailure(problem)
}
