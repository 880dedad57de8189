/** The name of a row, cut off where its column is too narrow. */
export function rowName({ name }: { readonly name: string }) {
  return (
    <span class="name" title={name}>
      {name}
    </span>
  );
}
