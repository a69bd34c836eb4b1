/** The product's mark: the line that the tide leaves, above the tide. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" aria-hidden="true" fill="none" stroke-linecap="round">
      <path class="mark-line" d="M6 8.5h20" stroke-width="2.6" />
      <path class="mark-crest" d="M5 17c2.75-3 4.6-3 7.33 0s4.6 3 7.34 0 4.6-3 7.33 0" stroke-width="2.8" />
      <path class="mark-deep" d="M5 24c2.75-3 4.6-3 7.33 0s4.6 3 7.34 0 4.6-3 7.33 0" stroke-width="2.8" />
    </svg>
  );
}
