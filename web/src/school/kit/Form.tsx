import type { ReactNode } from 'react'
import { t } from '../school.texts.ts'
import { ActionButton } from './ActionButton.tsx'
import { Mistake } from './Trouble.tsx'

interface FormFootProps {
  save?: string
  cancel?: string
  note?: ReactNode
  busy?: boolean
  /** Why nothing can be saved yet; null when it can. */
  closed?: string | null
  danger?: boolean
  onSave: () => void
  close: () => void
}

/** «Сохранить» and «Отмена» at the foot of a window. */
export function FormFoot({
  save = t.save,
  cancel = t.cancel,
  note,
  busy = false,
  closed = null,
  danger = false,
  onSave,
  close,
}: FormFootProps) {
  return (
    <footer className="es-foot">
      <span className="es-foot-note">{note}</span>
      <ActionButton tone={danger ? 'danger' : 'main'} busy={busy} closed={closed} onClick={onSave}>
        {save}
      </ActionButton>
      <ActionButton onClick={close}>{cancel}</ActionButton>
    </footer>
  )
}

/** The body of a form with what went wrong at its end. */
export function FormBody({ children, error }: { children: ReactNode; error: unknown }) {
  return (
    <div className="es-body es-form">
      {children}
      <Mistake error={error} />
    </div>
  )
}
