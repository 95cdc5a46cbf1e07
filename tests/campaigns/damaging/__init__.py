"""What the campaign of damage is made of."""
