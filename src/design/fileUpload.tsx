import { classNames } from './attributes.ts'
import type { Attributes, Content } from './attributes.ts'
import { pluralAttributes } from './characterCount.tsx'
import type { PluralText } from './characterCount.tsx'
import { descriptionOf, fieldId, FormGroup } from './formGroup.tsx'
import type { FieldOptions } from './formGroup.tsx'

export type FileUploadProps = FieldOptions & {
  disabled?: boolean | undefined
  multiple?: boolean | undefined
  /** Wraps the field for a drop zone; our own island adds drag, progress and cancel. */
  javascript?: boolean | undefined
  wrapperClasses?: string | undefined
  wrapperAttributes?: Attributes | undefined
  chooseFilesButtonText?: string | undefined
  noFileChosenText?: string | undefined
  multipleFilesChosenText?: PluralText | undefined
  dropInstructionText?: string | undefined
  enteredDropZoneText?: string | undefined
  leftDropZoneText?: string | undefined
}

export function FileUpload(props: FileUploadProps) {
  const id = fieldId(props)
  const input = (
    <input
      class={classNames('govuk-file-upload', props.classes, props.errorMessage && 'govuk-file-upload--error')}
      id={id}
      name={props.name}
      type="file"
      disabled={props.disabled}
      multiple={props.multiple}
      aria-describedby={descriptionOf(props, id)}
      {...props.attributes}
    />
  )
  return (
    <FormGroup field={props}>
      {props.formGroup?.beforeInput}
      {props.javascript ? <DropZone {...props}>{input}</DropZone> : input}
      {props.formGroup?.afterInput}
    </FormGroup>
  )
}

function DropZone(props: FileUploadProps & { children?: Content }) {
  const words = {
    'data-i18n.choose-files-button': props.chooseFilesButtonText,
    'data-i18n.no-file-chosen': props.noFileChosenText,
    ...pluralAttributes('multiple-files-chosen', props.multipleFilesChosenText),
    'data-i18n.drop-instruction': props.dropInstructionText,
    'data-i18n.entered-drop-zone': props.enteredDropZoneText,
    'data-i18n.left-drop-zone': props.leftDropZoneText,
  }
  return (
    <div
      class={classNames('govuk-file-upload-wrapper', props.wrapperClasses)}
      data-module="govuk-file-upload"
      {...words}
      {...props.wrapperAttributes}
    >
      {props.children}
    </div>
  )
}
