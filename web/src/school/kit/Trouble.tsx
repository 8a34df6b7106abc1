import { explain } from '#web/kit/errors/explain.ts'
import { t } from '../school.texts.ts'
import { ActionButton } from './ActionButton.tsx'

/** What went wrong with a form, at its foot; nothing when nothing did. */
export function Mistake({ error }: { error: unknown }) {
  if (error === null || error === undefined) return null
  return (
    <p className="es-mistake" role="alert">
      {explain(error).sentence}
    </p>
  )
}

/** Something could not be shown: what happened and what to do, or who may open it. */
export function Trouble({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { sentence, denied, code } = explain(error)
  return (
    <div className="es-state" data-state={denied ? 'denied' : undefined} role={denied ? undefined : 'alert'}>
      <h2>{denied ? t.denied : t.failed}</h2>
      <p>{sentence}</p>
      {!denied && <ActionButton onClick={onRetry}>{t.retry}</ActionButton>}
      {code !== null && <small>{code}</small>}
    </div>
  )
}
