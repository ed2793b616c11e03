"""Arden Vale: an invented English borough, so that a first visitor meets a living place."""
