import type { ru } from './orders.ru.ts'

export const en: typeof ru = {
  pick: {
    other: 'Choose another file',
    hint: 'PDF or a photo (JPEG, PNG, WebP), 20 MB at most',
    cancel: 'Stop',
    retry: 'Send again',
    tooLarge: 'The file is larger than 20 MB. Save the order as PDF or take a smaller photo.',
  },
  order: {
    label: (name) => `Order: ${name}`,
    choose: 'Choose the order',
    sending: (share) => `Sending the order: ${share}`,
    there: (name) => `The order is attached: ${name}`,
  },
  letter: {
    label: (name) => `Letter: ${name}`,
    choose: 'Choose the letter',
    sending: (share) => `Sending the letter: ${share}`,
    there: (name) => `The letter is attached: ${name}`,
  },
  scan: {
    open: 'Open apart',
    loading: 'Loading the order',
  },
  phones: {
    form: 'Phone of the form',
    order: 'Phone of the order',
    hint: 'Type it from the sheet, digit by digit',
    same: 'The numbers are the same',
    differ: 'The numbers differ: no right is given by such an order',
  },
}
