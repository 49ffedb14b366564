import { linkTarget } from './attributes.ts'
import type { Attributes, Content } from './attributes.ts'
import { CsrfField } from './csrfField.tsx'

export type FormProps = {
  action: string
  csrf: string
  /** Where each changed field is saved, `/drafts/…`; needs `revision`. */
  autosave?: string | undefined
  revision?: string | number | undefined
  /** Sends files with progress and a cancel button where scripts run. */
  upload?: boolean | undefined
  id?: string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
  children?: Content
}

/** A form that posts, with its protection against forged requests; messages come from the server, not the browser. */
export function Form(props: FormProps) {
  return (
    <form
      method="post"
      action={linkTarget(props.action)}
      enctype={props.upload ? 'multipart/form-data' : undefined}
      novalidate
      id={props.id}
      class={props.classes}
      data-autosave={props.autosave}
      data-upload={props.upload ? '' : undefined}
      {...props.attributes}
    >
      <CsrfField value={props.csrf} />
      {props.revision === undefined
        ? undefined
        : <input type="hidden" name="revision" value={String(props.revision)} />}
      {props.children}
    </form>
  )
}
