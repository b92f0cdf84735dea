"""我的订单: paying what is owed, and what becomes of the money."""
