"""SYNTHETIC ground without weed or crop: what a network has to stay silent on, or warn of."""
