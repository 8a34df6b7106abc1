import { useRouter } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { ORDER_BYTES_MAX } from '#contract/communities/orders.limits.ts'
import { fileRequest } from '#contract/communities/requests.ts'
import type { CommunityType } from '#contract/communities/types.ts'
import { newKey } from '#web/kit/api/api.ts'
import { ApiFailure } from '#web/kit/api/api-failure.ts'
import { explain } from '#web/kit/errors/explain.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { isPhoneWhole } from '#web/kit/ui/phone.ts'
import { keepOrder } from '../requests/order-to-send.ts'
import { newSecret, saveRequest } from '../requests/saved-request.ts'
import { t } from './front.texts.ts'

const EMPTY = {
  name: '',
  type: 'school' as CommunityType,
  administratorSurname: '',
  administratorName: '',
  administratorPatronymic: '',
  administratorPhone: '+7',
  inn: '',
  kpp: '',
  consent: false,
}
export type RequestValues = typeof EMPTY
export type RequestErrors = Partial<Record<keyof RequestValues, string>>

/** Fields that a refusal of the server is about. */
const FIELD_OF_CODE: Readonly<Record<string, keyof RequestValues>> = {
  'request.phoneInvalid': 'administratorPhone',
  'request.innInvalid': 'inn',
  'request.kppInvalid': 'kpp',
}

/** The request of an organisation while it is filled in (ORG-01, ORG-02). What was typed is never lost by an error. */
export function useRequestForm() {
  const router = useRouter()
  const [values, setValues] = useState(EMPTY)
  const [errors, setErrors] = useState<RequestErrors>({})
  const [order, setOrder] = useState<File | null>(null)
  const identity = useRef({ id: newKey(), secret: newSecret() })
  const command = useCommand(fileRequest, {
    onSuccess: () => {
      saveRequest(identity.current.secret)
      keepOrder(order)
      router.history.push(`/request#${identity.current.secret}`)
    },
  })
  const set = <K extends keyof RequestValues>(field: K, value: RequestValues[K]) => {
    setValues((before) => ({ ...before, [field]: value }))
    setErrors((before) => ({ ...before, [field]: undefined }))
    command.reset()
  }
  const send = () => {
    const found = check(values)
    setErrors(found)
    if (Object.keys(found).length > 0 || (order !== null && order.size > ORDER_BYTES_MAX)) return
    const { consent: _, inn, kpp, ...rest } = values
    command.mutate({ ...identity.current, ...rest, ...(inn === '' ? {} : { inn }), ...(kpp === '' ? {} : { kpp }) })
  }
  const refused = fieldError(command.error)
  return {
    values,
    /** The scan that goes after the request. */
    order,
    setOrder,
    set,
    send,
    busy: command.isPending,
    errors: { ...errors, ...refused },
    /** What is about no field. */
    failure: refused === null ? command.error : null,
  }
}

function check(values: RequestValues): RequestErrors {
  const errors: RequestErrors = {}
  for (const field of ['name', 'administratorSurname', 'administratorName'] as const) {
    if (values[field].trim() === '') errors[field] = t.form.missing
  }
  if (!isPhoneWhole(values.administratorPhone)) errors.administratorPhone = t.form.phoneShort
  if (values.inn !== '' && values.inn.length !== 10) errors.inn = t.form.innLength
  if (values.kpp !== '' && values.kpp.length !== 9) errors.kpp = t.form.kppLength
  if (!values.consent) errors.consent = t.form.consentMissing
  return errors
}

function fieldError(error: Error | null): RequestErrors | null {
  if (!(error instanceof ApiFailure)) return null
  const told = String(error.details.field ?? '')
  const field = error.code === 'request.nameInvalid' && told in EMPTY ? (told as keyof RequestValues) : null
  const known = field ?? FIELD_OF_CODE[error.code]
  return known === undefined || known === null ? null : { [known]: explain(error).sentence }
}
