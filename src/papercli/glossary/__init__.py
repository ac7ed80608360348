"""The Korean-English glossary that the digests teach: `확산 모델(diffusion models)` and thousands more."""
