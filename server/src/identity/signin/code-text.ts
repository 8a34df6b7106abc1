/** The SMS that carries a code. */
export function codeText(code: string): string {
  return `Парта: код ${code}. Никому его не сообщайте, даже сотруднику школы.`
}
