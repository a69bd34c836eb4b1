/// The packaged system as its users meet it. [dev.tidemark.system.journey] walks through it;
/// [dev.tidemark.system.guarantee] kills things and holds the promises against what is left.
package dev.tidemark.system;
