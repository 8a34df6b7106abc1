import { type ChangeEvent, useLayoutEffect, useRef } from 'react'
import { caretAfter, formatPhone } from './phone.ts'

/**
 * Formats a phone number while it is typed and keeps the caret behind the digit that the person has touched.
 *
 * @returns what an `<input>` takes
 */
export function usePhoneInput(value: string, onChange: (value: string) => void) {
  const element = useRef<HTMLInputElement | null>(null)
  const caret = useRef<number | null>(null)
  useLayoutEffect(() => {
    if (caret.current === null) return
    element.current?.setSelectionRange(caret.current, caret.current)
    caret.current = null
  })
  return {
    ref: element,
    value,
    type: 'tel',
    inputMode: 'tel' as const,
    autoComplete: 'tel',
    onChange: (event: ChangeEvent<HTMLInputElement>) => {
      const typed = event.target.value
      const at = event.target.selectionStart ?? typed.length
      const formatted = formatPhone(typed)
      const added = formatted.replace(/\D/g, '').length - typed.replace(/\D/g, '').length
      const digitsBefore = typed.slice(0, at).replace(/\D/g, '').length + Math.max(0, added)
      caret.current = at === typed.length ? formatted.length : caretAfter(formatted, digitsBefore)
      onChange(formatted)
    },
  }
}
