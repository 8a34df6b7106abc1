import { useState } from 'react'
import { fileTicket, type TICKET_KINDS_FILED } from '#contract/communities/tickets.ts'
import { ApiFailure } from '#web/kit/api/api-failure.ts'
import { explain } from '#web/kit/errors/explain.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { t } from './tickets.texts.ts'

export interface Organisation {
  id: string
  name: string
}

const EMPTY = {
  kind: 'number' as (typeof TICKET_KINDS_FILED)[number],
  organisation: null as Organisation | null,
  /** It is not in the list. */
  nowhere: false,
  surname: '',
  name: '',
  patronymic: '',
  about: '',
  resetsFactors: false,
}
export type TicketValues = typeof EMPTY
export type TicketErrors = Partial<Record<keyof TicketValues, string>>
export type TicketFormState = ReturnType<typeof useTicketForm>

/** A ticket while it is filled in. What was typed is never lost by an error. */
export function useTicketForm(secret: string, onFiled: () => void) {
  const [values, setValues] = useState(EMPTY)
  const [errors, setErrors] = useState<TicketErrors>({})
  const command = useCommand(fileTicket, { onSuccess: onFiled })
  const set = <K extends keyof TicketValues>(field: K, value: TicketValues[K]) => {
    setValues((before) => ({ ...before, [field]: value }))
    setErrors((before) => ({
      ...before,
      [field]: undefined,
      ...(field === 'nowhere' ? { organisation: undefined } : {}),
    }))
    command.reset()
  }
  const send = () => {
    const found = check(values)
    setErrors(found)
    if (Object.keys(found).length > 0) return
    const { organisation, nowhere, ...rest } = values
    command.mutate({ secret, ...rest, communityId: nowhere ? null : organisation!.id })
  }
  const refused = fieldError(command.error)
  return {
    values,
    set,
    send,
    busy: command.isPending,
    errors: { ...errors, ...refused },
    /** What is about no field. */
    failure: refused === null ? command.error : null,
  }
}

function check(values: TicketValues): TicketErrors {
  const errors: TicketErrors = {}
  for (const field of ['surname', 'name', 'about'] as const) {
    if (values[field].trim() === '') errors[field] = t.form.missing
  }
  if (values.organisation === null && !values.nowhere) errors.organisation = t.form.organisationMissing
  return errors
}

function fieldError(error: Error | null): TicketErrors | null {
  if (!(error instanceof ApiFailure) || error.code !== 'ticket.nameInvalid') return null
  const field = String(error.details.field ?? '')
  return field in EMPTY ? { [field]: explain(error).sentence } : null
}
