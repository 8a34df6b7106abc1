import type { Metarole, Right } from '#contract/school/rights.ts'

/** Who works at a desk of the electronic school, as the database says now. */
export interface Standing {
  readonly sessionId: string
  readonly accountId: string
  readonly login: string
  readonly personId: string
  readonly organisationId: string
  readonly surname: string
  readonly name: string
  readonly patronymic: string
  readonly organisation: string
  readonly timeZone: string
  readonly roles: readonly { name: string; metarole: Metarole | null }[]
  readonly rights: ReadonlySet<Right>
  readonly passwordStale: boolean
}
