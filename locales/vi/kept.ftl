### The end of a session: a warning before it, and what was typed.

idle-title = Bạn vẫn còn ở đây chứ?
idle-about = Bạn được đăng xuất sau 15 phút không hoạt động. Những gì bạn đã nhập được giữ lại cho bạn.
idle-two-minutes = Còn 2 phút
idle-one-minute = Còn 1 phút
idle-half-minute = Còn 30 giây
idle-last = 12 giờ của bạn sắp hết: bạn sẽ sớm phải đăng nhập lại. Những gì bạn đã nhập được giữ lại cho bạn.
idle-stay = Tiếp tục đăng nhập
kept-title = Những gì bạn nhập đã được giữ lại
kept-about = Bạn bị đăng xuất trước khi gửi. Nội dung được giữ lại lúc { $time } và chưa được gửi.
kept-typed = Những gì bạn đã nhập
kept-send = Gửi ngay
kept-throw = Bỏ đi
kept-until = Nội dung được giữ trong { $count } giờ. Chỉ bạn xem được.
kept-list = Những gì bạn nhập khi bị đăng xuất
