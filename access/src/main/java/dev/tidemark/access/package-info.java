/// Who may call the services and how they refuse: whose tokens are good ([AuthConfig]), what groups there are
/// ([Groups]), and what every refusal looks like ([Problem]). How they refuse to start stands in `config`.
package dev.tidemark.access;
