"""Small pieces that the screens are made of; none of them knows a store or a rule."""
