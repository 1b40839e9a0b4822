// Name and notice: what this is not stays in sight at all times.
export const Header = () => (
  <header class="top">
    <div class="brand">
      <svg class="logo" viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="7" />
        <path d="M16 5.500v21" />
        <rect class="bone" x="9.500" y="7" width="13" height="4.600" rx="1.800" />
        <rect class="lesion" x="8.500" y="13.700" width="15" height="4.600" rx="1.800" />
        <rect class="bone" x="9.500" y="20.400" width="13" height="4.600" rx="1.800" />
      </svg>
      <h1>Discern</h1>
      <p class="quiet">Metastasis or primary spinal tumour</p>
    </div>
    <p class="notice" role="note">
      <strong>Research use, not a medical device.</strong> The model is a demonstration: trained on simulated cases, not for
      clinical use.
    </p>
  </header>
);
