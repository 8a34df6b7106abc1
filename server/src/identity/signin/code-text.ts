/** The subject of a letter that carries a code. */
export const CODE_SUBJECT = 'Код для входа в «Парту»'

/** The SMS or the letter that carries a code. */
export function codeText(code: string): string {
  return `Парта: код ${code}. Никому его не сообщайте, даже сотруднику школы.`
}
