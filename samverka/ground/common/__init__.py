"""What every app uses: refusals, moves between states, money, days, text in two languages, hashes. No models."""
