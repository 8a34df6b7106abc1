import { Icon20Cancel, Icon20CheckCircleOutline, Icon20ErrorCircleOutline } from '@vkontakte/icons'
import { useEffect, useState } from 'react'
import styles from './ToastLine.module.css'
import { useToasts } from './toasts.ts'
import { uiTexts as t } from './ui.texts.ts'

/** Where the lines of `showToast` appear; mounted once by the shell. */
export function ToastLine() {
  const { toast, hide } = useToasts()
  return (
    <div role="status" aria-live="polite">
      {toast !== null && (
        <div className={styles.toast}>
          {toast.failed === true ? <Icon20ErrorCircleOutline /> : <Icon20CheckCircleOutline />}
          <span>{toast.text}</span>
          {toast.undo !== undefined && (
            <Undo
              key={toast.id}
              until={toast.undo.until}
              onUndo={() => {
                toast.undo?.act()
                hide(toast.id)
              }}
            />
          )}
          <button type="button" className={styles.hide} aria-label={t.hide} onClick={() => hide(toast.id)}>
            <Icon20Cancel />
          </button>
        </div>
      )}
    </div>
  )
}

function Undo({ until, onUndo }: { until: number; onUndo: () => void }) {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  const left = Math.max(0, Math.ceil((until - now) / 1000))
  const clock = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`
  return (
    <button type="button" className={styles.undo} onClick={onUndo}>
      {/* The countdown is for the eye; a screen reader would read every second of it. */}
      <span aria-hidden="true">{t.undo(clock)}</span>
      <span className="vh">{t.undo('').replace(/\s*\(\)/, '')}</span>
    </button>
  )
}
