// The address is the filter: ?tab=mine&business=exemption.
export function filterOf(search, businesses) {
  const wanted = new URLSearchParams(search);
  const business = wanted.get("business");
  return {
    tab: wanted.get("tab") === "mine" ? "mine" : "waiting",
    business: businesses.includes(business) ? business : businesses[0],
  };
}

export function addressOf(filter) {
  return `/queue/?${new URLSearchParams({tab: filter.tab, business: filter.business})}`;
}
